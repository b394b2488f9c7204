using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <param name="Pod">Ready, and on a node.</param>
/// <param name="Port">Its own port, not the Service's.</param>
internal readonly record struct ServiceBackend(Pod Pod, int Port);
