using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Facts that identify a node's machine and software.</summary>
[Description("Facts that identify a node's machine and software.")]
public sealed record NodeSystemInfo
{
    [Description("Machine id of the operating system.")]
    public string MachineID { get; init => field = value ?? ""; } = "";

    [Description("UUID of the hardware or virtual machine.")]
    public string SystemUUID { get; init => field = value ?? ""; } = "";

    [Description("Identity of the current boot.")]
    public string BootID { get; init => field = value ?? ""; } = "";

    [Description("Kernel release.")]
    public string KernelVersion { get; init => field = value ?? ""; } = "";

    [Description("Name of the operating system.")]
    public string OsImage { get; init => field = value ?? ""; } = "";

    [Description("Runtime and version, such as containerd://1.6.20.")]
    public string ContainerRuntimeVersion { get; init => field = value ?? ""; } = "";

    [Description("Version of the node agent.")]
    public string KubeletVersion { get; init => field = value ?? ""; } = "";

    [Description("No longer used; empty.")]
    public string KubeProxyVersion { get; init => field = value ?? ""; } = "";

    [Description("Operating system, such as linux.")]
    public string OperatingSystem { get; init => field = value ?? ""; } = "";

    [Description("Processor architecture, such as amd64, arm64 or arm.")]
    public string Architecture { get; init => field = value ?? ""; } = "";
}
