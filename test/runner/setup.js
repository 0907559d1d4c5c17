/** What a worker does before its first test file. */
import './modules.js';
import './time-limit.js';
