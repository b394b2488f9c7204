using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/binding.</summary>
internal sealed class BindingHandler(Registry registry, TimeProvider time)
{
    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "POST")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var document = BodyReader.ReadDocument(target);
        if (!document.Succeeded)
        {
            return Responses.Of(document.Error);
        }

        var binding = document.Object as MappingNode;
        if (binding?.Find("target")?.FindText("name") is not { Length: > 0 } node)
        {
            return Responses.Of(Statuses.Invalid("Binding", target.Path.Name!, [Statuses.Required("target.name")]));
        }

        var result = await registry.UpdateAsync(
            target.Request.Caller,
            new ObjectUpdate("create", target.Kind, target.Namespace, target.Path.Name!, "binding"),
            current => PodBinding.Bind((Pod)current, node, binding.Find("metadata")?.FindText("uid"), time.GetUtcNow()),
            target.WriteOptions,
            cancellationToken);
        return Responses.Of(result.Error ?? new ApiStatus { Status = "Success", Code = 201 });
    }
}
