/** What each part of `src` may import besides itself. */
export declare const arrows: Readonly<Record<string, readonly string[]>>;
/** The same for types alone. */
export declare const typeArrows: Readonly<Record<string, readonly string[]>>;
/** The files and folders directly below `src`, without their ending. */
export declare const parts: readonly string[];
export declare const zones: readonly { target: string[]; from: string[]; message: string }[];
export declare const typeZones: readonly { files: string[]; rules: Record<string, ['error', object]> }[];
