using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Containerd;

internal sealed class Envelope : IResponseMessage
{
    public string Namespace { get; set; } = "";

    public string Topic { get; set; } = "";

    public EventPayload? Event { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 2:
                Namespace = reader.ReadText();
                return true;
            case 3:
                Topic = reader.ReadText();
                return true;
            case 4:
                Event = reader.ReadMessage(new EventPayload());
                return true;
            default:
                return false;
        }
    }
}
