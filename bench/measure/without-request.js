/** The text of a response without the id of its request, which each error names. */
export const withoutRequest = (text) => text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""');
