using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Protos.Cri;

internal sealed class AuthConfig : IRequestMessage
{
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    public string ServerAddress { get; init; } = "";

    public void Write(WireWriter writer)
    {
        writer.Text(1, Username);
        writer.Text(2, Password);
        writer.Text(4, ServerAddress);
    }
}
