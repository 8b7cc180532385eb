/** A worker as the host sees it, whatever kind it is. */
export interface WorkerPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The worker ended without having been told to. */
  onExit(listener: (reason: string) => void): void;
  terminate(): void;
}
