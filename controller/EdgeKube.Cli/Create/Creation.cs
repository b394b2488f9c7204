using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Create;

/// <summary>Creates objects one after the other; what is refused does not keep the next from being created.</summary>
internal sealed class Creation(Session session, DryRun dryRun, string? format)
{
    public bool HasFailed { get; private set; }

    public async Task FromFileAsync(string path, CancellationToken cancellationToken)
    {
        var text = await ManifestSource.ReadAsync(path, session.Terminal, cancellationToken);
        var name = ManifestSource.NameOf(path);
        foreach (var document in ManifestReader.Read(Encoding.UTF8.GetBytes(text)))
        {
            try
            {
                var root = document.Root ?? throw new CommandException($"{name}: {document.Fault}");
                await OneAsync(await session.TypeAsync(document.ApiVersion, document.Kind, cancellationToken), (JsonObject)JsonNode.Parse(root.ToJson())!, cancellationToken);
            }
            catch (ApiException refused)
            {
                HasFailed = true;
                session.Terminal.Error.WriteLine(ScreenText.Escape($"Error from server ({refused.Status.Reason}): error when creating \"{name}\": {refused.Status.Message}"));
            }
        }
    }

    public async Task OneAsync(ResourceType type, JsonObject item, CancellationToken cancellationToken)
    {
        var scope = ObjectJson.Namespace(item) is { Length: > 0 } own ? own : session.Namespace;
        if (ObjectJson.Namespace(item).Length > 0 && session.IsNamespaceGiven && scope != session.Namespace)
        {
            throw new CommandException(
                $"the namespace from the provided object \"{scope}\" does not match the namespace \"{session.Namespace}\". You must pass '--namespace={scope}' to perform this operation.");
        }

        if (type.IsNamespaced && item["metadata"] is JsonObject metadata && session.IsNamespaceGiven)
        {
            metadata["namespace"] = scope;
        }

        var created = dryRun == DryRun.Client ? item : await session.WriteAsync(
            new ApiCall("POST", ResourcePath.ForWrite(ResourcePath.Collection(type, scope), "create", dryRun))
            {
                Body = Encoding.UTF8.GetBytes(item.ToJsonString()),
                ContentType = ApiCall.Json,
            },
            cancellationToken);
        ObjectOutput.Print(session.Terminal, format, type, created, $"created{DryRunOption.Suffix(dryRun)}");
    }
}
