using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>namespaces/finalize: the one way to change spec.finalizers, which hold the namespace back from going. Pure.</summary>
internal static class NamespaceFinalization
{
    public static ApiResult<ApiObject> Apply(Namespace current, Namespace given) => current with
    {
        Metadata = current.Metadata with { Uid = given.Metadata.Uid, ResourceVersion = given.Metadata.ResourceVersion },
        Spec = given.Spec ?? new NamespaceSpec(),
    };
}
