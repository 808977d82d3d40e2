"""Design: how a page looks; its base, its components, its forms and its charts."""
