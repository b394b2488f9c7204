using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Api;

/// <summary>What is to be opened to a pod, checked.</summary>
/// <param name="Kind">See <see cref="StreamKinds"/>.</param>
/// <param name="Container">Empty for what concerns the whole pod.</param>
internal sealed record PodStreamRequest(string Kind, string Container)
{
    /// <summary>The reason of a refusal because the container does not run.</summary>
    public const string NoContainer = "ContainerNotFound";

    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    public bool Tty { get; init; }

    /// <summary>The words of the command, for exec.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>For a connection to a port.</summary>
    public int? Port { get; init; }
}
