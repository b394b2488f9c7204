using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class ContainerRecord : IResponseMessage
{
    /// <summary>The container's runtime specification, JSON.</summary>
    public EventPayload? Spec { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 5:
                Spec = reader.ReadMessage(new EventPayload());
                return true;
            default:
                return false;
        }
    }
}
