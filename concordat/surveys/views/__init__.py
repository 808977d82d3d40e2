"""The pages of the room, in the order of a wave's life."""
