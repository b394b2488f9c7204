using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/binding, and bindings, which names the pod in its metadata.</summary>
internal sealed class BindingHandler(Registry registry, TimeProvider time)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "POST")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var body = BodyReader.ReadPart(target, SubresourceBodies.Binding);
        if (!body.Succeeded)
        {
            return Responses.Of(body.Error);
        }

        var binding = body.Object;
        var pod = target.Path.Name ?? binding.Name;
        if (binding.Name.Length > 0 && binding.Name != pod)
        {
            return Responses.Of(Statuses.NameMismatch(binding.Name, pod));
        }

        List<StatusCause> faults = [.. pod.Length == 0 ? [Statuses.Required("metadata.name", "name of the pod")] : Array.Empty<StatusCause>()];
        var node = binding.Text("target", "name");
        if (node.Length == 0)
        {
            faults.Add(Statuses.Required("target.name"));
        }

        if (binding.Text("target", "kind") is not ("" or "Node") and var kind)
        {
            faults.Add(Statuses.NotSupported("target.kind", kind, "Node", "<empty>"));
        }

        if (faults.Count > 0)
        {
            return Responses.Of(Statuses.Invalid("Binding", pod, faults));
        }

        var result = await registry.UpdateAsync(
            target.Request.Caller,
            new ObjectUpdate("create", KindTable.Pod, target.Namespace, pod, "binding"),
            current => PodBinding.Bind((Pod)current, node, binding.Uid, time.GetUtcNow()),
            target.WriteOptions,
            cancellationToken);
        return Responses.Of(result.Error ?? new ApiStatus { Status = "Success", Code = 201 });
    }
}
