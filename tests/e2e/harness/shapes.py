"""What two answers must have in common whose values differ."""


def shape(value):
    """The fields and kinds of a JSON value, without what depends on the moment."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        shapes = []
        for one in value:
            if shape(one) not in shapes:
                shapes.append(shape(one))
        return shapes
    return "number" if isinstance(value, (int, float)) else type(value).__name__
