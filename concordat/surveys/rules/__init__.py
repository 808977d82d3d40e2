"""What the health check asks, what may be shown of the answers, and the words it is shown in."""
