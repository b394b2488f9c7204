namespace EdgeKube.Agent.Runtime;

/// <summary>A container to create in a sandbox.</summary>
internal sealed record ContainerConfig
{
    public required string Name { get; init; }

    /// <summary>Counts the containers of one name in one sandbox.</summary>
    public uint Attempt { get; init; }

    /// <summary>The image's id (<see cref="RuntimeImage.Id"/>), so that a tag that moves meanwhile changes nothing.</summary>
    public required string ImageId { get; init; }

    /// <summary>The image as the manifest names it.</summary>
    public string UserSpecifiedImage { get; init; } = "";

    /// <summary>Replaces the image's entrypoint; empty keeps it.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Replaces the image's cmd; empty keeps it.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    public IReadOnlyList<ContainerDevice> Devices { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Relative to the sandbox's log directory: <c>NAME/ATTEMPT.log</c>.</summary>
    public required string LogPath { get; init; }

    public bool Stdin { get; init; }

    public bool StdinOnce { get; init; }

    public bool Tty { get; init; }

    public ContainerResources Resources { get; init; } = new();

    public ContainerSecurity Security { get; init; } = new();
}
