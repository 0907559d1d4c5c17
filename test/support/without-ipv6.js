/** `node --import` this: the process runs as on a kernel without IPv6, where a socket of that family cannot be opened. */
const { TCP } = process.binding('tcp_wrap');
const { UV_EAFNOSUPPORT } = process.binding('uv');

TCP.prototype.bind6 = () => UV_EAFNOSUPPORT;
