namespace EdgeKube.Agent.Devices;

/// <summary>How a device is told from others.</summary>
internal enum DeviceKind
{
    /// <summary>By its name in /dev/serial/by-id.</summary>
    Serial,

    /// <summary>By what it says of itself on the bus; all nodes of its functions belong to it.</summary>
    Usb,

    /// <summary>By a GPIO chip's name or label.</summary>
    Gpio,

    /// <summary>By the path of its node.</summary>
    Path,
}
