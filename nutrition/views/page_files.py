"""Files of Streamlit's that every page needs, named with the page so that a browser gets them beside all others.

Left to itself it asks for them when an element comes that needs one: after the script, one after what it builds on.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

# the list that Vite, which builds Streamlit's files, keeps of them (vite.dev/guide/backend-integration)
BUILT = ("static", "manifest.json")
START = "index.html"
NEEDED = ("Html", "ButtonGroup", "Button", "TextInput")  # what the head and My day are made of


@cache
def early_files() -> tuple[str, ...]:
    """Return the paths, below the page's, of the files that every page needs besides those it begins with."""
    listed = files("streamlit").joinpath(*BUILT)
    if not listed.is_file():
        return ()
    built: dict[str, dict[str, object]] = json.loads(listed.read_text(encoding="utf-8"))
    begun = set(_with_imports(START, built))
    wanted = [key for name in NEEDED for key, one in built.items() if one.get("name") == name]
    found = dict.fromkeys(file for key in wanted for file in _with_imports(key, built))
    return tuple(file for file in found if file not in begun)


@cache
def early_headers() -> tuple[tuple[bytes, bytes], ...]:
    """Return the header that asks for them, as it is sent; none where there is nothing to ask for."""
    asked = ", ".join(f"<./{file}>; rel=modulepreload; crossorigin" for file in early_files())
    return ((b"link", asked.encode("ascii")),) if asked else ()


def _with_imports(key: str, built: dict[str, dict[str, object]]) -> Iterator[str]:
    """Give the file of this name in the list, and those that it builds on."""
    left, seen = [key], {key}
    while left:
        one = built[left.pop()]
        yield str(one["file"])
        imports = one.get("imports", [])
        new = [name for name in imports if name not in seen] if isinstance(imports, list) else []
        seen.update(new)
        left += new
