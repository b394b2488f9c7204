using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class ContainerConfig : IRequestMessage
{
    public ContainerMetadata? Metadata { get; init; }

    public ImageSpec? Image { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Args { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    public IReadOnlyList<KeyValue> Envs { get; init; } = [];

    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    public IReadOnlyList<Device> Devices { get; init; } = [];

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public string LogPath { get; init; } = "";

    public bool Stdin { get; init; }

    public bool StdinOnce { get; init; }

    public bool Tty { get; init; }

    public LinuxContainerConfig? Linux { get; init; }

    public void Write(WireWriter writer)
    {
        writer.Message(1, Metadata);
        writer.Message(2, Image);
        writer.Texts(3, Command);
        writer.Texts(4, Args);
        writer.Text(5, WorkingDir);
        writer.Messages(6, Envs);
        writer.Messages(7, Mounts);
        writer.Messages(8, Devices);
        writer.Map(9, Labels);
        writer.Map(10, Annotations);
        writer.Text(11, LogPath);
        writer.Flag(12, Stdin);
        writer.Flag(13, StdinOnce);
        writer.Flag(14, Tty);
        writer.Message(15, Linux);
    }
}
