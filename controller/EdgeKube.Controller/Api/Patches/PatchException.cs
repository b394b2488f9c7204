namespace EdgeKube.Controller.Api;

/// <summary>A patch that cannot be applied; carried up from deep inside of it. Never leaves the patches.</summary>
/// <param name="code">The HTTP code of the answer.</param>
/// <param name="message">In Kubernetes' words.</param>
internal sealed class PatchException(int code, string message) : Exception(message)
{
    public int Code => code;
}
