"""Names members of staff as Chinese does: family name first, without a space."""


def staff_name(user):
    """Return what colleagues call `user`: 罗听澜, or the user name of an account without a name."""
    return f"{user.last_name}{user.first_name}" or user.get_username()
