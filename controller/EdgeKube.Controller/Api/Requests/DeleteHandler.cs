using System.Globalization;
using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>delete and deletecollection.</summary>
internal sealed class DeleteHandler(Registry registry)
{
    public async Task<ApiResponse> DeleteAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        var options = ReadOptions(target);
        if (!options.Succeeded)
        {
            return Responses.Of(options.Error);
        }

        var result = await registry.DeleteAsync(
            target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, options.Object, cancellationToken);
        if (!result.Succeeded)
        {
            return Responses.Of(result.Error);
        }

        var (obj, isGone) = result.Object;
        return isGone && !target.Kind.Strategy.ReturnsDeletedObject ? Responses.Of(Statuses.Deleted(target.Kind, obj)) : target.Presentation.Of(obj);
    }

    public async Task<ApiResponse> DeleteCollectionAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        var options = ReadOptions(target);
        var selection = Selection.Parse(target);
        var list = registry.ListToDelete(target.Request.Caller, target.Kind, target.Namespace);
        if ((options.Error ?? selection.Error ?? list.Error) is { } error)
        {
            return Responses.Of(error);
        }

        var deleted = new List<ApiObject>();
        foreach (var obj in list.Object!.Items.Where(selection.Object!.Covers))
        {
            var result = await registry.DeleteAsync(
                target.Request.Caller, target.Kind, obj.Namespace, obj.Name, options.Object!, cancellationToken, Registry.DeleteCollection);
            if (result.Succeeded)
            {
                deleted.Add(result.Object.Object);
            }
            else if (!result.IsNotFound)
            {
                return Responses.Of(result.Error);
            }
        }

        return target.Presentation.OfList(deleted, new ListMeta { ResourceVersion = list.Object.Revision.ToString(CultureInfo.InvariantCulture) });
    }

    /// <summary>From the body, or else from the query.</summary>
    private static ApiResult<DeleteOptions> ReadOptions(RequestTarget target)
    {
        if (target.Request.Body.IsEmpty)
        {
            return ReadQuery(target.Query);
        }

        var document = BodyReader.ReadDocument(target);
        if (!document.Succeeded)
        {
            return document.Error;
        }

        if (document.Object.FindText("kind") is { } kind and not "DeleteOptions")
        {
            return Statuses.BadRequest($"the body of a delete must be DeleteOptions, not {kind}");
        }

        try
        {
            return JsonSerializer.Deserialize(document.Object.ToJson(), MetaJsonContext.Default.DeleteOptions) is { } options
                ? options
                : ReadQuery(target.Query);
        }
        catch (JsonException e)
        {
            return Statuses.BadRequest($"error decoding DeleteOptions: {e.Message}");
        }
    }

    private static ApiResult<DeleteOptions> ReadQuery(QueryParameters query)
    {
        var grace = query.FindNumber("gracePeriodSeconds", out var fault);
        return fault is not null
            ? Statuses.BadRequest(fault)
            : new DeleteOptions
            {
                GracePeriodSeconds = grace,
                PropagationPolicy = query.Find("propagationPolicy"),
                OrphanDependents = query.Find("orphanDependents") is null ? null : query.IsSet("orphanDependents"),
                DryRun = query.Find("dryRun") is { } dryRun ? [dryRun] : null,
            };
    }
}
