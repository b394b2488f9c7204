using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A kind that does nothing its own way.</summary>
internal sealed class PlainKind<T> : Strategy<T>
    where T : ApiObject;
