"""Values of measures from a file: read, compared with what is recorded, shown, and recorded once confirmed."""
