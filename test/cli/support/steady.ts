/** A screen without what differs from run to run: ids, ports, times, where a bar is. */
export function steady(screen: string): string {
  return screen
    .replace(/batch_[0-9A-Z]{26}/g, "batch_00000000000000000000000000")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:9000")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2026-11-26T12:00:00.000Z")
    .replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, "⠹")
    .replace(/─*━+─*/g, "──━━──")
    .replace(/( {2}| after )\d+ (s|min)( \d+ s)?/g, "")
    .replace(/\(\d+ s\)/g, "(3 s)");
}
