using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

/// <summary>A sandbox in a list; its status says more.</summary>
/// <param name="labels">The number of the field.</param>
internal class PodSandbox(int labels) : RuntimeObject(createdAt: 4, labels)
{
    public PodSandbox()
        : this(5)
    {
    }

    public PodSandboxMetadata? Metadata { get; set; }

    public PodSandboxState State { get; set; }

    protected override bool ReadOwn(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Metadata = reader.ReadMessage(new PodSandboxMetadata());
                return true;
            case 3:
                State = (PodSandboxState)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
