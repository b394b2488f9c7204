namespace EdgeKube.Agent.Devices;

/// <param name="Capacity">Devices that are plugged in, and those that pods still hold.</param>
/// <param name="Allocatable">Those that are plugged in.</param>
internal readonly record struct DeviceCount(string Resource, int Capacity, int Allocatable);
