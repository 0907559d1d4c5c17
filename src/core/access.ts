/** What a caller wants to do. Reading and writing require different permissions. */
export type Access = 'read' | 'write';
