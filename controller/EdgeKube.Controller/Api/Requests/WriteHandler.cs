using EdgeKube.Api;
using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Api;

/// <summary>create, update and patch of whole objects.</summary>
internal sealed class WriteHandler(Registry registry, Applier applier)
{
    public async Task<ApiResponse> CreateAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        WarnOfMissingEffect(target);
        var body = BodyReader.ReadObject(target);
        if (!body.Succeeded)
        {
            return Responses.Of(body.Error);
        }

        var given = body.Object.Namespace;
        if (given.Length > 0 && given != (target.Namespace ?? ""))
        {
            return Responses.Of(Statuses.BadRequest(
                $"the namespace of the provided object does not match the namespace sent on the request ({given} and {target.Namespace})"));
        }

        var result = await registry.CreateAsync(
            target.Request.Caller, target.Kind, target.Namespace, body.Object, target.WriteOptions, cancellationToken);
        return target.Presentation.Of(result, 201);
    }

    public Task<ApiResponse> ReplaceAsync(RequestTarget target, CancellationToken cancellationToken) => ReplaceAsync(target, null, cancellationToken);

    public async Task<ApiResponse> ReplaceAsync(RequestTarget target, string? subresource, CancellationToken cancellationToken)
    {
        var body = BodyReader.ReadObject(target);
        if (!body.Succeeded)
        {
            return Responses.Of(body.Error);
        }

        // Before the object is looked for: it may well be the other name that was meant.
        return body.Object.Name.Length > 0 && body.Object.Name != target.Path.Name
            ? Responses.Of(Statuses.NameMismatch(body.Object.Name, target.Path.Name!))
            : await ReplaceOrCreateAsync(target, subresource, body.Object, cancellationToken);
    }

    private async Task<ApiResponse> ReplaceOrCreateAsync(RequestTarget target, string? subresource, ApiObject given, CancellationToken cancellationToken)
    {
        var response = await UpdateAsync(target, "update", subresource, _ => given, cancellationToken);
        if (response.Code != 404 || subresource is not null || !target.Kind.CreatesOnUpdate || given.Uid.Length > 0 || !string.IsNullOrEmpty(given.Metadata.ResourceVersion))
        {
            return response;
        }

        var named = given with { Metadata = given.Metadata with { Name = target.Path.Name } };
        return target.Presentation.Of(
            await registry.CreateAsync(target.Request.Caller, target.Kind, target.Namespace, named, target.WriteOptions, cancellationToken), 201);
    }

    public Task<ApiResponse> PatchAsync(RequestTarget target, CancellationToken cancellationToken) => PatchAsync(target, null, cancellationToken);

    public async Task<ApiResponse> PatchAsync(RequestTarget target, string? subresource, CancellationToken cancellationToken)
    {
        if (target.Request.MediaType == PatchReader.ApplyType)
        {
            return await ApplyAsync(target, subresource, cancellationToken);
        }

        var patch = PatchReader.Read(target.Request);
        return patch.Succeeded
            ? await UpdateAsync(target, "patch", subresource, current => PatchReader.Apply(target.Kind, current, patch.Object, target.Tolerate), cancellationToken)
            : Responses.Of(patch.Error);
    }

    public async Task<ApiResponse> UpdateAsync(
        RequestTarget target, string verb, string? subresource, Func<ApiObject, ApiResult<ApiObject>> change, CancellationToken cancellationToken)
    {
        WarnOfMissingEffect(target);
        var update = new ObjectUpdate(verb, target.Kind, target.Namespace, target.Path.Name!, subresource);
        return target.Presentation.Of(await registry.UpdateAsync(target.Request.Caller, update, change, target.WriteOptions, cancellationToken));
    }

    private async Task<ApiResponse> ApplyAsync(RequestTarget target, string? subresource, CancellationToken cancellationToken)
    {
        WarnOfMissingEffect(target);
        if (!DocumentReader.TryRead(target.Request.Body, out var document, out var fault))
        {
            return Responses.Of(Statuses.BadRequest($"error decoding YAML: {fault}"));
        }

        var configuration = AppliedConfiguration.Read(
            new AppliedConfiguration(target.Kind, target.Namespace, target.Path.Name!, subresource)
            {
                Manager = target.Query.Find("fieldManager") ?? "",
                IsForced = target.Query.Find("force") is not null && target.Query.IsSet("force"),
                Content = [],
            },
            document!,
            target.Tolerate);
        if (!configuration.Succeeded)
        {
            return Responses.Of(configuration.Error);
        }

        var (result, isNew) = await applier.ApplyAsync(target.Request.Caller, configuration.Object, target.WriteOptions, cancellationToken);
        return target.Presentation.Of(result, isNew ? 201 : 200);
    }

    // Nothing is ignored silently: who writes it learns what it will not bring about.
    private static void WarnOfMissingEffect(RequestTarget target)
    {
        if (target.Kind.Home.File is not null && !WellKnownKinds.All.Contains(target.Kind))
        {
            target.Presentation.Warn(target.Kind == WellKnownKinds.Service
                ? "Service is told to containers as variables, but no traffic is routed to it yet"
                : $"{target.Kind.Name} is stored, but nothing in EdgeKube acts on it yet");
        }
    }
}
