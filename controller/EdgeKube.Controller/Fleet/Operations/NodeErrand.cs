namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>A node that was told to go away for a while: to reboot, or to become another version.</summary>
/// <param name="BootId">The boot that it was to end; null for an upgrade.</param>
/// <param name="Order">The upgrade's; null for a reboot.</param>
/// <param name="ReadyPods">So many of its pods were ready.</param>
/// <param name="Until">Then it is waited for no more.</param>
internal sealed record NodeErrand(string? BootId, string? Order, int ReadyPods, DateTimeOffset Until);
