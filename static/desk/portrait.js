// Unfold writes the name of a chosen file into a text field of its own widget and fails where there is none, as beside
// a portrait. An input that says it is being listened to already is left alone.
HTMLInputElement.prototype.hasChangeListener = true;
