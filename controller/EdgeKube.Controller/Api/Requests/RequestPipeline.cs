using EdgeKube.Api;
using EdgeKube.Controller.Store;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Answers requests of Kubernetes' HTTP API, whichever door they came in by. Whatever is asked, it answers: refusals are Status
/// objects, and so are failures, which it logs.
/// </summary>
internal sealed class RequestPipeline(
    Impersonation impersonation, NonResourceHandler nonResources, ReadHandler reads, WatchHandler watches, WriteHandler writes, DeleteHandler deletes, ReviewHandler reviews, SubresourceHandler subresources, MeasureHandler? measures, ObjectReader reader, TimeProvider time, ILogger<RequestPipeline> log)
{
    public const int MaxBodyBytes = 3 << 20;

    public async Task<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.Body.Length > MaxBodyBytes
                ? Responses.Of(Statuses.TooLarge(request.Body.Length, MaxBodyBytes))
                : await RouteAsync(request, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            ApiLog.StoreUnavailable(log, request.Method, request.Path, e);
            return Responses.Of(Statuses.Unavailable(e.Message));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A request must never take the controller down, nor tell a stranger what went wrong inside.
            ApiLog.RequestFailed(log, request.Method, request.Path, e);
            return Responses.Of(Statuses.InternalError("see the controller's log"));
        }
    }

    private async Task<ApiResponse> RouteAsync(ApiRequest asked, CancellationToken cancellationToken)
    {
        var caller = impersonation.FindCaller(asked);
        if (!caller.Succeeded)
        {
            return Responses.Of(caller.Error);
        }

        var request = asked with { Caller = caller.Object, Impersonated = null };
        if (PathParser.Parse(request.Path) is not { } path)
        {
            return Responses.Of(Statuses.NoSuchResource());
        }

        if (!path.IsResource)
        {
            return await nonResources.HandleAsync(request, path, cancellationToken);
        }

        if (measures is not null && MeasureKinds.Find(path) is { } measured)
        {
            return await measures.HandleAsync(request, path, measured, cancellationToken);
        }

        if (KindTable.FindResource(path.Group, path.Version!, path.Plural!) is not { } kind || IsMisplaced(kind, path))
        {
            return Responses.Of(Statuses.NoSuchResource());
        }

        // A log is text, and a stream is bytes, whatever the reader likes best.
        var representation = path.Subresource is "log" or "exec" or "attach" or "portforward" or "proxy"
            ? Representation.Whole
            : AcceptHeader.Choose(request.Accept, path.Query.IsSet("watch"));
        if (!representation.Succeeded)
        {
            return Responses.Of(representation.Error);
        }

        var target = new RequestTarget(request, path, kind, new Presentation(kind, representation.Object, path.Query, time, reader));
        if (FindUnsupported(target) is { } fault)
        {
            return Responses.Of(fault);
        }

        var response = path.Subresource is null
            ? await HandleObjectAsync(target, cancellationToken)
            : await subresources.HandleAsync(target, cancellationToken);
        return kind.File?.Rules.Deprecation is { } deprecation ? response with { Warnings = [deprecation, .. response.Warnings] } : response;
    }

    private async Task<ApiResponse> HandleObjectAsync(RequestTarget target, CancellationToken cancellationToken) =>
        (target.Request.Method, IsCollection: target.Path.Name is null) switch
        {
            ("POST", true) when target.Kind == KindTable.Binding => await subresources.BindAsync(target, cancellationToken),
            _ when !target.Kind.IsStored => reviews.Handle(target),
            ("GET", true) when target.IsWatch => watches.Handle(target, cancellationToken),
            ("GET", true) => reads.List(target),
            ("GET", false) => reads.Get(target),
            ("POST", true) => await writes.CreateAsync(target, cancellationToken),
            ("PUT", false) => await writes.ReplaceAsync(target, cancellationToken),
            ("PATCH", false) => await writes.PatchAsync(target, cancellationToken),
            ("DELETE", false) => await deletes.DeleteAsync(target, cancellationToken),
            ("DELETE", true) => await deletes.DeleteCollectionAsync(target, cancellationToken),
            _ => Responses.Of(Statuses.MethodNotAllowed()),
        };

    private static bool IsMisplaced(Kind kind, ApiPath path) => kind.IsNamespaced
        ? path.Namespace is null && path.Name is not null
        : path.Namespace is not null;

    private static ApiStatus? FindUnsupported(RequestTarget target)
    {
        // Every namespace may be read at once, but an object is written in one.
        if (target.Kind.IsNamespaced && target.Namespace is null && target.Request.Method is not "GET")
        {
            return Statuses.MethodNotAllowed();
        }

        return WriteOptionsRules.FindFault(target);
    }
}
