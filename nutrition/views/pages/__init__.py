"""Pages: scripts that Streamlit runs, and with an underscore before the name the parts they share."""
