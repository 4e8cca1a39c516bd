"""Headers that every page comes with: what the browser may load, from where, and who may show the page in a frame."""

# Streamlit writes its styles into the page, and Vega makes functions of the expressions in a chart: what is inline or
# evaluated has to be allowed. Everything else comes from where the page does, and nothing can be sent anywhere else.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "content-security-policy": "; ".join(f"{name} {allowed}" for name, allowed in POLICY.items()),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}
AS_SENT = [(name.encode("ascii"), value.encode("ascii")) for name, value in HEADERS.items()]
