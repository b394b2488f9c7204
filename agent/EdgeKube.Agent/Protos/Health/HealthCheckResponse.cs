using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Health;

internal sealed class HealthCheckResponse : IResponseMessage
{
    public HealthState Status { get; set; }

    public bool ReadField(int field, ref WireReader reader)
    {
        switch (field)
        {
            case 1:
                Status = (HealthState)reader.Number();
                return true;
            default:
                return false;
        }
    }
}
