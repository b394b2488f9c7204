using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Upgrade;

/// <summary>The controller's packages.</summary>
internal sealed class PackageRequests(Session session)
{
    private const int PieceBytes = 1 << 20;

    public async Task SendAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var target = PathOf(Path.GetFileName(path));
        var buffer = new byte[PieceBytes];
        do
        {
            var offset = file.Position;
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            var isLast = file.Position == file.Length;
            await session.SendAsync(
                new ApiCall("PUT", $"{target}?offset={offset}{(isLast ? "&last=true" : "")}") { Body = buffer.AsMemory(0, length), ContentType = "application/octet-stream" },
                cancellationToken);
        }
        while (file.Position < file.Length);
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken) => await session.SendAsync(new ApiCall("DELETE", PathOf(name)), cancellationToken);

    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var list = await session.GetAsync(TrustPaths.Packages, cancellationToken);
        return [.. (list["items"] as JsonArray ?? []).Select(item => item?["name"]?.ToString() ?? "")];
    }

    private static string PathOf(string name) => $"{TrustPaths.Packages}/{Uri.EscapeDataString(name)}";
}
