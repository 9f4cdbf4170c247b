"""The pages of the working office: signed in, by right, one action behind every form."""
