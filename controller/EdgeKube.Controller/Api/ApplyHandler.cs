using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api.ManagedFields;
using EdgeKube.Controller.Security;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Applies a manifest: each document in order, each by itself, so that a bad one disturbs no other. An object that is not there is
/// created; one that is gets the manifest's changes in the manner of kubectl's last-applied annotation.
/// </summary>
internal sealed class ApplyHandler(Registry registry, Applier applier, ILogger<ApplyHandler> log)
{
    private static ApplyResultItem NothingGiven => Failed(new ManifestItem("manifest"), Statuses.BadRequest("no objects passed to apply"));

    public async Task<ApplyResult> ApplyAsync(Caller caller, ReadOnlyMemory<byte> manifest, ApplyOptions options, CancellationToken cancellationToken)
    {
        var items = new List<ApplyResultItem>();
        foreach (var document in ManifestParser.Parse(manifest))
        {
            items.Add(document.Fault is null
                ? await ApplyAsync(caller, document, options, cancellationToken)
                : Failed(document, document.Fault));
        }

        return new ApplyResult { Items = items.Count > 0 ? items : [NothingGiven] };
    }

    private async Task<ApplyResultItem> ApplyAsync(Caller caller, ManifestItem document, ApplyOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var decoded = ObjectRules.Decode(document.Kind!, document.Document!);
            if (!decoded.Succeeded)
            {
                return Failed(document, decoded.Error);
            }

            var write = new WriteOptions(options.IsDryRun) { Writer = new FieldWriter(options.Manager) };
            var (result, written) = options.IsServerSide
                ? await ApplyFieldsAsync(caller, document, options, write, cancellationToken)
                : await WriteAsync(caller, document, decoded.Object, write, cancellationToken);
            return written.Succeeded
                ? Item(document, result) with { Shown = options.IsShown ? JsonNode.Parse(ObjectCodec.Encode(written.Object).Span) : null }
                : Failed(document, written.Error);
        }
        catch (StoreUnavailableException e)
        {
            ApiLog.StoreUnavailable(log, "apply", document.Label, e);
            return Failed(document, Statuses.Unavailable(e.Message));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ApiLog.RequestFailed(log, "apply", document.Label, e);
            return Failed(document, Statuses.InternalError("see the controller's log"));
        }
    }

    private async Task<(string Result, ApiResult<ApiObject> Written)> WriteAsync(
        Caller caller, ManifestItem document, ApiObject given, WriteOptions options, CancellationToken cancellationToken)
    {
        var kind = document.Kind!;
        if (registry.Reader.Find(kind, document.Namespace, given.Name) is null)
        {
            var created = await registry.CreateAsync(
                caller, kind, document.Namespace, LastApplied.Annotate(given, document.Json!), options, cancellationToken);
            if (created.Succeeded || created.Error.Reason != "AlreadyExists")
            {
                return ("created", created);
            }
        }

        ApiObject? before = null;
        var updated = await registry.UpdateAsync(
            caller,
            new ObjectUpdate("patch", kind, document.Namespace, given.Name, null),
            current =>
            {
                before = current;
                return LastApplied.Merge(kind, current, document.Json!);
            },
            options,
            cancellationToken);
        return (updated.Succeeded && before is not null && ObjectCodec.HaveEqualJson(updated.Object, before) ? "unchanged" : "configured", updated);
    }

    private async Task<(string Result, ApiResult<ApiObject> Written)> ApplyFieldsAsync(
        Caller caller, ManifestItem document, ApplyOptions options, WriteOptions write, CancellationToken cancellationToken)
    {
        var target = new AppliedConfiguration(document.Kind!, document.Namespace, (string)document.Json!["metadata"]!["name"]!, null)
        {
            Manager = options.Manager,
            IsForced = options.IsForced,
            Content = [],
        };
        var configuration = AppliedConfiguration.Read(target, document.Document!, null);
        if (!configuration.Succeeded)
        {
            return ("failed", configuration.Error);
        }

        var (result, _) = await applier.ApplyAsync(caller, configuration.Object, write, cancellationToken);
        return ("serverside-applied", result);
    }

    private static ApplyResultItem Item(ManifestItem document, string result) => new()
    {
        Object = document.Label,
        Namespace = document.Kind is { IsNamespaced: false } ? null : document.Namespace,
        Result = result,
    };

    private static ApplyResultItem Failed(ManifestItem document, ApiStatus status) => Item(document, "failed") with { Status = status };
}
