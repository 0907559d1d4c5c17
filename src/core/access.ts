/** What a caller wants to do: reading and writing ask for different permissions. */
export type Access = 'read' | 'write';
