/** Gates of the default picture; more of them would be a wall that nobody reads. */
export const PICTURE_LIMIT = 60;
/** Gates of the whole trace, for tools. */
export const FULL_LIMIT = 10_000;
/** With more primitives than this many times the limit, a picture that is folded to fit it cannot be unfolded. */
export const UNFOLD_FACTOR = 4;
/** A reader who opens folds gets up to this many times the limit: it still draws in about a second. */
export const OPEN_FACTOR = 2;
