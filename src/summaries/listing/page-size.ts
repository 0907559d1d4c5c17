/** Rows of one page: without `first`, and at most. */
export const defaultFirst = 50;
export const maxFirst = 1000;
