"""What a user does with watchlists: look at them, review their links, take downloaded ones in, dispute a link."""
