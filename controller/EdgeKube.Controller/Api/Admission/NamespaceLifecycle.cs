using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Nothing is created in a namespace that is not there or on its way out.</summary>
internal sealed class NamespaceLifecycle(ObjectReader reader) : IAdmission
{
    public ApiResult<ApiObject> Complete(AdmissionRequest request)
    {
        var (kind, obj) = (request.Kind, request.Object);
        if (!kind.IsNamespaced)
        {
            return obj;
        }

        if (reader.Find(KindTable.Namespace, null, obj.Namespace) is not Namespace ns)
        {
            return Statuses.NotFound(KindTable.Namespace, obj.Namespace);
        }

        if (ns.Metadata.DeletionTimestamp is null)
        {
            return obj;
        }

        return Statuses.Forbidden(
            kind,
            obj.Name,
            $"unable to create new content in namespace {ns.Name} because it is being terminated",
            [new StatusCause { Reason = "NamespaceTerminating", Message = $"namespace {ns.Name} is being terminated", Field = "metadata.namespace" }]);
    }
}
