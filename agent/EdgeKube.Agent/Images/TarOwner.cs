namespace EdgeKube.Agent.Images;

/// <param name="Mode">Permissions, as the kernel numbers them.</param>
internal readonly record struct TarOwner(uint Mode, uint User, uint Group);
