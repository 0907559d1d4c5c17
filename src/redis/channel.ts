/** The one channel that all gateways listen to: pauses first, then what else they say to each other. */
export const channel = 'macos-software-update-gateway:pauses';
