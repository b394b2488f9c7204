using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Apply;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Diff;

/// <summary>Objects as they are and as they would be, in two directories of files.</summary>
internal sealed class ObjectStates(Session session, string directory, bool isServerSide, bool isForced)
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public string Live { get; } = Directory.CreateDirectory(Path.Combine(directory, "LIVE")).FullName;

    public string Merged { get; } = Directory.CreateDirectory(Path.Combine(directory, "MERGED")).FullName;

    public async Task AddAsync(string path, CancellationToken cancellationToken)
    {
        var text = await ManifestSource.ReadAsync(path, session.Terminal, cancellationToken);
        foreach (var document in ManifestReader.Read(Encoding.UTF8.GetBytes(text)))
        {
            var root = document.Root ?? throw new CommandException($"{ManifestSource.NameOf(path)}: {document.Fault}");
            var type = await session.TypeAsync(document.ApiVersion, document.Kind, cancellationToken);
            await AddAsync(type, (JsonObject)JsonNode.Parse(root.ToJson())!, cancellationToken);
        }
    }

    private async Task AddAsync(ResourceType type, JsonObject given, CancellationToken cancellationToken)
    {
        var scope = ObjectJson.Namespace(given) is { Length: > 0 } own ? own : session.Namespace;
        var path = ResourcePath.Item(type, scope, ObjectJson.Name(given));
        var live = await FindAsync(path, cancellationToken);
        var merged = await MergeAsync(type, scope, path, given, live, cancellationToken);
        var file = $"{type.Group}.{type.Version}.{type.Kind}.{(type.IsNamespaced ? scope : "")}.{ObjectJson.Name(given)}".TrimStart('.');
        if (live is not null)
        {
            await WriteAsync(Path.Combine(Live, file), live, cancellationToken);
        }

        await WriteAsync(Path.Combine(Merged, file), merged, cancellationToken);
    }

    private Task<JsonObject> MergeAsync(ResourceType type, string scope, string path, JsonObject given, JsonObject? live, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(given.ToJsonString());
        if (isServerSide)
        {
            var applied = ResourcePath.WithQuery(path, [("fieldManager", "edgectl"), ("dryRun", "All"), ("force", isForced ? "true" : null)]);
            return session.WriteAsync(new ApiCall("PATCH", applied) { Body = body, ContentType = "application/apply-patch+yaml" }, cancellationToken);
        }

        if (live is null)
        {
            var created = ResourcePath.ForWrite(ResourcePath.Collection(type, scope), "diff", DryRun.Server);
            return session.WriteAsync(new ApiCall("POST", created) { Body = body, ContentType = ApiCall.Json }, cancellationToken);
        }

        if (type.IsNamespaced)
        {
            given["metadata"]!["namespace"] = scope;
        }

        return ApplyAsync(given, cancellationToken);
    }

    private async Task<JsonObject> ApplyAsync(JsonObject given, CancellationToken cancellationToken)
    {
        var flags = new ApplyFlags(false, false, "edgectl", true) { IsShown = true };
        var reply = await session.ApplyAsync(Encoding.UTF8.GetBytes(given.ToJsonString()), flags.ToProperties(), cancellationToken);
        var item = ApplyReply.FindResult(reply)?.Items.FirstOrDefault();
        return item?.Shown as JsonObject
            ?? throw new CommandException([.. item is null ? StatusText.Lines(reply.ReadStatus()) : ApplyErrors.Lines(item, ObjectJson.Name(given))]);
    }

    private async Task<JsonObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await session.GetAsync(path, cancellationToken);
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    // The annotation repeats the manifest, which is shown already; what a Secret holds is not for the screen.
    private static Task WriteAsync(string file, JsonObject item, CancellationToken cancellationToken)
    {
        (item["metadata"]?["annotations"] as JsonObject)?.Remove(LastApplied);
        return File.WriteAllTextAsync(file, YamlText.Write(ObjectsPrinter.Tidy(SecretMask.Apply(item), false)), cancellationToken);
    }
}
