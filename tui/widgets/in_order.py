"""Keys that come in a burst (a slow line, a fast typist) do what they do in the order they were typed."""

from textual.events import Key
from textual.widget import Widget


async def edit(widget: Widget, event: Key) -> None:
    """Let a field's own editing keys work before the next key reaches it.

    Textual looks for a binding only when the key has come up through all that is around the field, and by then the field
    has had the letters behind a backspace.
    """
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return
