namespace EdgeKube.Controller.Api;

/// <summary>Which subresource is answered by whom.</summary>
internal sealed class SubresourceHandler(Registry registry, WriteHandler writes, ScaleHandler scales, BindingHandler bindings, LogHandler logs, TokenRequestHandler tokens, PodStreamHandler streams, PortForwardHandler ports, PodProxyHandler proxies, ServiceProxyHandler services, EvictionHandler evictions)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        var kind = target.Kind;
        return target.Path.Subresource switch
        {
            "status" when kind.HasStatus => await HandlePartAsync(target, "status", cancellationToken),
            PodDebugging.Subresource when kind == KindTable.Pod => await HandlePartAsync(target, PodDebugging.Subresource, cancellationToken),
            PodResize.Subresource when kind == KindTable.Pod => await HandlePartAsync(target, PodResize.Subresource, cancellationToken),
            "scale" when kind.Scale is not null => await scales.HandleAsync(target, cancellationToken),
            "binding" when kind == KindTable.Pod => await bindings.HandleAsync(target, cancellationToken),
            "eviction" when kind == KindTable.Pod => await evictions.HandleAsync(target, cancellationToken),
            CertificateApproval.Subresource when kind == WellKnownKinds.CertificateSigningRequest => await HandlePartAsync(target, CertificateApproval.Subresource, cancellationToken),
            "log" when kind == KindTable.Pod => await logs.HandleAsync(target, cancellationToken),
            "token" when kind == KindTable.ServiceAccount => tokens.Handle(target),
            "exec" or "attach" when kind == KindTable.Pod => await streams.HandleAsync(target, cancellationToken),
            "portforward" when kind == KindTable.Pod => await ports.HandleAsync(target, cancellationToken),
            "proxy" when kind == KindTable.Pod => await proxies.HandleAsync(target, cancellationToken),
            "proxy" when kind == WellKnownKinds.Service => await services.HandleAsync(target, cancellationToken),
            "finalize" when kind == KindTable.Namespace => await FinalizeAsync(target, cancellationToken),
            _ => Responses.Of(Statuses.NoSuchResource()),
        };
    }

    /// <summary>The collection that is nothing but another door to a subresource.</summary>
    public Task<ApiResponse> BindAsync(RequestTarget target, CancellationToken cancellationToken) => bindings.HandleAsync(target, cancellationToken);

    private async Task<ApiResponse> HandlePartAsync(RequestTarget target, string part, CancellationToken cancellationToken) => target.Request.Method switch
    {
        "GET" => target.Presentation.Of(registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, part)),
        "PUT" => await writes.ReplaceAsync(target, part, cancellationToken),
        "PATCH" => await writes.PatchAsync(target, part, cancellationToken),
        _ => Responses.Of(Statuses.MethodNotAllowed()),
    };

    private async Task<ApiResponse> FinalizeAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "PUT")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var body = BodyReader.ReadObject(target);
        return body.Succeeded
            ? await writes.UpdateAsync(
                target,
                "update",
                "finalize",
                current => NamespaceFinalization.Apply((EdgeKube.Api.Namespace)current, (EdgeKube.Api.Namespace)body.Object),
                cancellationToken)
            : Responses.Of(body.Error);
    }
}
