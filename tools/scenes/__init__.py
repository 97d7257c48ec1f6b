"""What the pictures in docs show: the made-up day, acted on through the desk."""
