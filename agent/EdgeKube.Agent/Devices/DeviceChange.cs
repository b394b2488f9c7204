namespace EdgeKube.Agent.Devices;

/// <summary>Something happened to a device that a container has.</summary>
/// <param name="IsStale">The container's node leads to nothing any more: the device is back under another number.</param>
internal sealed record DeviceChange(DeviceHolder Holder, DeviceGrant Grant, bool IsGone, bool IsStale);
