/** What qs needs of side-channel, where there is a WeakMap: in every engine that runs ES2022. */
module.exports = () => new WeakMap();
