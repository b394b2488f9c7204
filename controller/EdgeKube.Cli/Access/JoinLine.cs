using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary>The line to run on a device. Pure.</summary>
internal static class JoinLine
{
    private const string Harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@";

    /// <param name="command">As the controller says it.</param>
    /// <param name="request">What the token was made for: a name that was asked for belongs into the line.</param>
    public static string Build(string command, TokenRequest request) => request switch
    {
        { User: { } user } => $"{command} --name {Quote(user)}",
        { Node: { } node } => $"{command} --node-name {Quote(node)}",
        _ => command,
    };

    // It is pasted into a shell.
    private static string Quote(string word) => word.AsSpan().ContainsAnyExcept(Harmless) ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'" : word;
}
