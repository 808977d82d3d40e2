"""The pages of the protocol room: for those who draft, for the council, and for the world."""
